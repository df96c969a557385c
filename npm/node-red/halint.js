// The plugin lives in the editor; the runtime has only to serve its files. SPDX-License-Identifier: Apache-2.0
'use strict';

module.exports = () => {};
