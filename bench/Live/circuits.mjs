// Opens pages without a browser: fetches the HTML, starts the Blazor circuit of its components over a WebSocket as
// blazor.web.js does ("blazorpack" is MessagePack under another name), acknowledges every render batch, and reports when a
// batch first carries the text of a probe.
//   node circuits.mjs URL COOKIE PATH COUNT [TEXT]
// Probes are "probe-", a number and "-end": in a batch the length of the next text stands right behind one. TEXT is one
// more, with the number 0.
// Prints one JSON object a line: {"circuit":I,"began":MS} before a page is opened, {"ready":COUNT} after all are, and
// {"circuit":I,"probe":N,"at":MS}. When standard input ends, it closes the pages as a browser does, and ends.
import signalr from '@microsoft/signalr';
import msgpack from '@microsoft/signalr-protocol-msgpack';

const [url, cookie, path, count, text] = process.argv.slice(2);
const circuits = [];
const say = value => process.stdout.write(JSON.stringify(value) + '\n');

class BlazorPack extends msgpack.MessagePackHubProtocol {
  name = 'blazorpack';
  version = 1;
}

async function open(index) {
  say({ circuit: index, began: Date.now() });
  const response = await fetch(url + path, { headers: { cookie, 'sec-fetch-mode': 'navigate' } });
  const html = await response.text();
  const markers = [...html.matchAll(/<!--Blazor:(\{[^>]*?\})-->/g)]
    .map(match => JSON.parse(match[1]))
    .filter(marker => marker.type === 'server' && marker.descriptor);
  if (!markers.length) throw new Error(`${path} has no interactive component (${response.status} ${response.url})`);
  const state = (html.match(/<!--Blazor-Server-Component-State:([^-]*)-->/) || [])[1] || '';
  const seen = new Set();
  const connection = new signalr.HubConnectionBuilder()
    .withUrl(url + '/_blazor', { transport: signalr.HttpTransportType.WebSockets, headers: { cookie, origin: url } })
    .withHubProtocol(new BlazorPack())
    .configureLogging(signalr.LogLevel.Error)
    .build();
  connection.on('JS.AttachComponent', () => {});
  connection.on('JS.EndInvokeDotNet', () => {});
  connection.on('JS.Error', error => console.error('circuit', index, error));
  connection.on('JS.RenderBatch', (id, batch) => {
    const at = Date.now();
    const content = Buffer.from(batch).toString('latin1');
    const probes = [...content.matchAll(/probe-(\d+)-end/g)].map(match => match[1]);
    if (text && content.includes(text)) probes.push('0');
    for (const probe of probes) {
      if (!seen.has(probe)) {
        seen.add(probe);
        say({ circuit: index, probe: Number(probe), at });
      }
    }
    connection.send('OnRenderCompleted', id, null);
  });
  // What a page asks of JavaScript is answered with nothing, or with an object that accepts every call.
  connection.on('JS.BeginInvokeJS', (handle, name, args, resultType) => {
    if (handle) {
      const result = resultType === 1 || resultType === 2 ? '{"__jsObjectId":7}' : 'null';
      connection.send('EndInvokeJSFromDotNet', handle, true, `[${handle},true,${result}]`);
    }
  });
  await connection.start();
  const circuit = await connection.invoke('StartCircuit', url + '/', url + path, '[]', state);
  if (!circuit) throw new Error('no circuit');
  circuits.push(circuit);
  const operations = markers.map((marker, i) => ({ type: 'add', ssrComponentId: i + 1, marker }));
  await connection.send('UpdateRootComponents', JSON.stringify({ batchId: 1, operations }), state);
}

for (let i = 0; i < Number(count); i++) await open(i);
say({ ready: Number(count) });
process.stdin.on('end', async () => {
  for (const circuit of circuits) {
    const body = new FormData();
    body.append('circuitId', circuit);
    await fetch(url + '/_blazor/disconnect', { method: 'POST', headers: { cookie, origin: url }, body }).catch(() => {});
  }
  process.exit(0);
}).resume();
