// Lints beside the page, so that it never stands still. SPDX-License-Identifier: Apache-2.0
import {load} from './halint/browser.js';

const loaded = load(new URL('halint/functions.wasm', import.meta.url));

function words({errors, warnings, notes}, copies) {
  const counted = [[errors, 'error'], [warnings, 'warning'], [notes, 'note']].filter(([count]) => count).map(([count, word]) => `${count} ${word}${count === 1 ? '' : 's'}`);
  return `${errors ? 'not safe' : warnings ? 'to review' : 'safe'} for ${copies} copies${counted.length ? `: ${counted.join(', ')}` : ''}`;
}

loaded.then((halint) => self.postMessage({ready: halint.version()}));

self.onmessage = async ({data: {name, text, platform, replicas}}) => {
  try {
    const halint = await loaded;
    const options = {platform, replicas, path: name};
    const begun = performance.now();
    const report = halint.check(text, options);
    const milliseconds = Math.round(performance.now() - begun);
    self.postMessage({name, summary: words(report.summary, replicas), milliseconds, html: halint.check(text, {...options, format: 'html'})});
  } catch (error) {
    self.postMessage({error: error.message});
  }
};
