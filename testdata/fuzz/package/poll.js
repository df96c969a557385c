module.exports = function (RED) {
  const axios = require("axios");
  function Poll(config) {
    RED.nodes.createNode(this, config);
    const node = this;
    node.timer = setInterval(() => axios.get(config.url).then((answer) => node.send({ payload: answer.data })), 1000);
    node.on("close", () => clearInterval(node.timer));
  }
  RED.nodes.registerType("acme-poll", Poll);
};
