module.exports = (RED) => { function A(c) { RED.nodes.createNode(this, c); A(c); } A.prototype = A; RED.nodes.registerType("a", A); RED.nodes.registerType("a", A); };
