// Usage: node mqtt.cjs <folder of node_modules> <url> <protocol version>
// Subscribes, publishes at each QoS and with the retain flag, and prints what arrives.
const { createRequire } = require('module');
const mqtt = createRequire(process.argv[2] + '/')('mqtt');
const version = Number(process.argv[4]);
const client = mqtt.connect(process.argv[3], { protocolVersion: version, reconnectPeriod: 0, clientId: 'js' + version });
const lines = [];
let expected = 4;

client.on('error', error => { console.error(error); process.exit(1); });
client.on('message', (topic, payload, packet) => {
  lines.push(`${topic} ${payload} ${packet.qos} ${packet.retain}`);
  if (--expected === 0) client.end(false, {}, () => { console.log(lines.sort().join('\n')); });
});
client.on('connect', () => client.publish('js/kept', 'retained', { qos: 1, retain: true }, failed => {
  if (failed) throw failed;
  client.subscribe('js/#', { qos: 2 }, () => {
    for (const qos of [0, 1, 2]) client.publish('js/' + qos, 'at ' + qos, { qos }, error => { if (error) throw error; });
  });
}));
