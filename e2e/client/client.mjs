// What an application does with OpenAI's own client: node client.mjs DOING BASE_URL KEY [ARGUMENT].
// Prints what it saw as one line of JSON. It tries nothing again: what the gateway says is what counts.
import OpenAI from 'openai';

const [doing, baseURL, apiKey, argument] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0, timeout: 120_000 });
const model = 'gus';
const says = (content) => [{ role: 'user', content }];
const weather = {
  name: 'weather',
  description: 'The weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

/** Reads a chat stream to its end. */
async function read(stream) {
  const seen = { text: '', chunks: 0, usages: 0, nullUsages: 0, emptyChoices: 0, tool: '', toolArguments: '' };
  for await (const chunk of stream) {
    seen.chunks++;
    seen.usages += chunk.usage ? 1 : 0;
    seen.nullUsages += chunk.usage === null ? 1 : 0;
    seen.emptyChoices += chunk.choices.length === 0 ? 1 : 0;
    seen.usage = chunk.usage ?? seen.usage;
    const choice = chunk.choices[0];
    seen.text += choice?.delta?.content ?? '';
    seen.finish = choice?.finish_reason ?? seen.finish;
    for (const call of choice?.delta?.tool_calls ?? []) {
      seen.tool += call.function?.name ?? '';
      seen.toolArguments += call.function?.arguments ?? '';
    }
  }
  return seen;
}

const chat = (content, more = {}) => client.chat.completions.create({ model, messages: says(content), ...more });

const doings = {
  async chat() {
    const { data, response } = await chat('Hello there').withResponse();
    return {
      text: data.choices[0].message.content,
      model: data.model,
      usage: data.usage,
      headers: Object.fromEntries(response.headers),
    };
  },
  stream: async () => read(await chat('Hello there', { stream: true })),
  streamWithUsage: async () =>
    read(await chat('Hello there', { stream: true, stream_options: { include_usage: true } })),
  async tools() {
    const tools = [{ type: 'function', function: weather }];
    const first = await chat('How is it in Paris?', { tools });
    const [call] = first.choices[0].message.tool_calls;
    const last = await client.chat.completions.create({
      model,
      tools,
      messages: [
        ...says('How is it in Paris?'),
        first.choices[0].message,
        { role: 'tool', tool_call_id: call.id, content: 'Sunny' },
      ],
    });
    const streamed = await read(await chat('How is it in Paris?', { tools, stream: true }));
    return { call: call.function, finish: first.choices[0].finish_reason, text: last.choices[0].message.content, streamed };
  },
  async responses() {
    const answer = await client.responses.create({ model, input: 'Hello there', instructions: 'Be brief' });
    return { text: answer.output_text, usage: answer.usage, id: answer.id };
  },
  async responsesStream() {
    const seen = { text: '', types: [] };
    for await (const event of await client.responses.create({ model, input: 'Hello there', stream: true })) {
      seen.types.push(event.type);
      seen.text += event.type === 'response.output_text.delta' ? event.delta : '';
      seen.usage = event.response?.usage ?? seen.usage;
    }
    return seen;
  },
  async embeddings() {
    // The client asks for base64 by itself where no format is named.
    const answer = await client.embeddings.create({ model, input: ['one', 'two'] });
    const plain = await client.embeddings.create({ model, input: 'one', encoding_format: 'float' });
    return { vectors: answer.data.map((one) => one.embedding), plain: plain.data[0].embedding, usage: answer.usage };
  },
  models: async () => ({ ids: (await client.models.list()).data.map((one) => one.id) }),
  async fail() {
    try {
      await chat(argument, { stream: false });
      return { failed: false };
    } catch (error) {
      const { status, code, type, message } = error;
      return { failed: true, kind: error.constructor.name, status, code, type, message, headers: Object.fromEntries(error.headers) };
    }
  },
  async parallel() {
    const streams = await Promise.all(
      Array.from({ length: Number(argument) }, async (_, i) => {
        const words = Array.from({ length: 30 }, (_, word) => `stream${i}word${word}`).join(' ');
        const seen = await read(await chat(words, { stream: true }));
        return { whole: seen.text === `You said: ${words}`, finish: seen.finish };
      }),
    );
    return { streams };
  },
  async abort() {
    const stream = await chat('endless', { stream: true });
    let chunks = 0;
    let leftAt = 0;
    for await (const _ of stream) {
      if (++chunks === 5) {
        leftAt = Date.now();
        break; // The client ends its request when a loop over the stream ends early.
      }
    }
    return { chunks, leftAt };
  },
};

console.log(JSON.stringify(await doings[doing]()));
