// What an application does with Anthropic's own client: node anthropic.mjs DOING BASE_URL KEY [ARGUMENT].
// Prints what it saw as one line of JSON. It tries nothing again: what the gateway says is what counts.
import Anthropic from '@anthropic-ai/sdk';

const [doing, baseURL, apiKey, argument] = process.argv.slice(2);
const client = new Anthropic({ baseURL, apiKey, maxRetries: 0, timeout: 120_000 });
const asks = (content, model = 'claude') => ({ model, max_tokens: 64, messages: [{ role: 'user', content }] });

const doings = {
  async message() {
    const { data, response } = await client.messages.create(asks('Hello there')).withResponse();
    return {
      text: data.content[0].text,
      stop: data.stop_reason,
      usage: data.usage,
      headers: Object.fromEntries(response.headers),
    };
  },
  async stream() {
    const seen = { text: '', types: [] };
    const stream = client.messages.stream(asks('Hello there'));
    stream.on('text', (text) => { seen.text += text; });
    stream.on('streamEvent', (event) => { seen.types.push(event.type); });
    const last = await stream.finalMessage();
    return { ...seen, stop: last.stop_reason, usage: last.usage };
  },
  async fail() {
    try {
      await client.messages.create(argument === 'unknown' ? asks('Hello', 'unknown') : asks(argument));
      return { failed: false };
    } catch (error) {
      return { failed: true, kind: error.constructor.name, status: error.status, type: error.error?.error?.type };
    }
  },
};

console.log(JSON.stringify(await doings[doing]()));
