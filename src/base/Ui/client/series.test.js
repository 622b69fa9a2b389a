import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bucket, format, tick, seconds } from './formats.js';
import { isolated, Points, roundUp, spread } from './series.js';

const points = (...rows) => {
  const made = new Points(['a']);
  made.setAll({ from: 0, t: rows.map(row => row[0]), v: { a: rows.map(row => row[1]) } });
  return made;
};

test('a point of the same time is replaced', () => {
  const made = points([10, 1], [20, 2]);
  made.merge({ from: 0, t: [20], v: { a: [5] } });
  assert.deepEqual(made.times, [10, 20]);
  assert.deepEqual(made.values.a, [1, 5]);
});

test('a late point is put in its place', () => {
  const made = points([10, 1], [30, 3]);
  made.merge({ from: 0, t: [20], v: { a: [2] } });
  assert.deepEqual(made.values.a, [1, 2, 3]);
});

test('what lies before the window is dropped', () => {
  const made = points([10, 1], [20, 2], [30, 3]);
  made.merge({ from: 20, t: [40], v: { a: [4] } });
  assert.deepEqual(made.times, [20, 30, 40]);
  assert.deepEqual(made.values.a, [2, 3, 4]);
});

test('a missing bucket breaks the line', () => {
  assert.deepEqual(points([0, 1], [10, 2], [40, 3]).line('a', 10), [[5, 1], [15, 2], [25, null], [45, 3]]);
});

test('a lone point is found', () => {
  assert.deepEqual([...isolated([[5, 1], [15, null], [25, 2], [35, 3]])], [5]);
});

test('an unknown value is not zero', () => {
  const made = points([0, null], [10, 0]);
  assert.deepEqual(made.values.a, [null, 0]);
  assert.equal(format('count', null), '–');
  assert.equal(format('count', 0), '0');
});

test('axes end at round numbers', () => {
  assert.deepEqual([0, 0.83, 8.4, 10, 11, 1900].map(roundUp), [1, 1, 10, 10, 15, 2000]);
});

test('labels that would overlap move apart and keep their order', () => {
  assert.deepEqual(spread([50, 10], 13), [50, 10]);
  assert.deepEqual(spread([20, 20.0001], 12).map(Math.round), [14, 26]);
});

test('values carry their unit and ticks do not', () => {
  assert.equal(format('milliseconds', 2510), '2.51\u202Fs');
  assert.equal(format('dollars', 0.652), '$0.652');
  assert.equal(format('share', 0.125), '12.5\u202F%');
  assert.equal(tick('milliseconds', 2500), '2.5');
  assert.equal(tick('count', 12000), '12k');
});

test('the newest complete bucket is the last one that begins before a time', () => {
  const made = new Points(['a']);
  made.setAll({ from: 0, t: [10, 20, 30], v: { a: [1, 5, 9] } });
  assert.equal(made.lastBefore('a', 30), 5);
  assert.equal(made.lastBefore('a', 10), 9);
  assert.equal(seconds(548), '0.55');
  assert.equal(seconds(4460), '4.5');
});

test('a day bucket is named by its UTC day', () => {
  assert.equal(bucket(Date.UTC(2026, 10, 19), 86_400_000), 'Thu 19 Nov, UTC');
});

test('the top of a stack is the highest sum of a bucket and not that of its parts', () => {
  const made = new Points(['a', 'b']);
  made.setAll({ from: 0, t: [10, 20, 30], v: { a: [1, 5, null], b: [7, 2, 3] } });
  assert.equal(made.maxSum(['a', 'b']), 8);
  assert.equal(made.maxSum([]), 0);
});

test('a day says whose midnight begins it', () => {
  assert.match(bucket(Date.UTC(2026, 10, 18), 86_400_000, 'Europe/Vienna'), /^Wed,? 18 Nov, Europe\/Vienna$/);
  assert.match(bucket(Date.UTC(2026, 10, 18), 86_400_000), /, UTC$/);
});
