// The data of one chart: points in time order, replaced by time, dropped at the left edge. No drawing here.

/** A columnar store: times in milliseconds and one array of values (number or null) for each series key. */
export class Points {
  constructor(keys) {
    this.keys = keys;
    this.clear();
  }

  clear() {
    this.times = [];
    this.values = Object.fromEntries(this.keys.map(key => [key, []]));
  }

  setAll(data) {
    this.clear();
    this.merge(data);
  }

  /** Replaces points of equal time, inserts the others in order, then drops what lies before data.from. */
  merge(data) {
    data.t.forEach((time, i) => {
      const at = this.#place(time);
      const known = this.times[at] === time;
      this.times.splice(at, known ? 1 : 0, time);
      for (const key of this.keys) {
        this.values[key].splice(at, known ? 1 : 0, data.v[key]?.[i] ?? null);
      }
    });
    this.#dropBefore(data.from);
  }

  /** [middle of the bucket, value] pairs; a missing bucket becomes one null, so that a hole stays a hole. */
  line(key, step) {
    const pairs = [];
    this.times.forEach((time, i) => {
      if (i > 0 && time - this.times[i - 1] > step * 1.5) {
        pairs.push([this.times[i - 1] + step * 1.5, null]);
      }
      pairs.push([time + step / 2, this.values[key][i]]);
    });
    return pairs;
  }

  /** Pairs without holes, for bars. */
  bars(key, step) {
    return this.times.map((time, i) => [time + step / 2, this.values[key][i]]);
  }

  last(key) {
    return this.values[key].findLast(value => value !== null) ?? null;
  }

  /** The newest value that begins before a time; the newest of all where none does. */
  lastBefore(key, time) {
    const before = this.values[key].filter((value, i) => value !== null && this.times[i] < time);
    return before.at(-1) ?? this.last(key);
  }

  max(keys) {
    return Math.max(0, ...keys.flatMap(key => this.values[key].filter(value => value !== null)));
  }

  /** The highest sum of several series in one bucket. */
  maxSum(keys) {
    return Math.max(0, ...this.times.map((_, i) => keys.reduce((sum, key) => sum + (this.values[key][i] ?? 0), 0)));
  }

  indexOf(time) {
    const at = this.#place(time);
    return this.times[at] === time ? at : -1;
  }

  // The newest points change most often, so the search begins at the end.
  #place(time) {
    let at = this.times.length;
    while (at > 0 && this.times[at - 1] >= time) at--;
    return at;
  }

  #dropBefore(from) {
    let count = 0;
    while (count < this.times.length && this.times[count] < from) count++;
    if (count === 0) return;
    this.times.splice(0, count);
    for (const key of this.keys) this.values[key].splice(0, count);
  }
}

/** Points with holes on both sides would be invisible as a line; they get a dot. */
export function isolated(pairs) {
  const known = i => i >= 0 && i < pairs.length && pairs[i][1] !== null;
  return new Set(pairs.filter((pair, i) => known(i) && !known(i - 1) && !known(i + 1)).map(pair => pair[0]));
}

/** A round upper end of an axis with three intervals at most: 0.83 → 1, 8.4 → 10, 0 → 1. */
export function roundUp(value) {
  if (!(value > 0)) return 1;
  const unit = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map(f => f * unit).find(top => top >= value * 0.999) ?? 10 * unit;
}

/** Moves positions apart until neighbours keep a distance. Their order stays, and their middle as far as it can. */
export function spread(positions, distance) {
  const order = positions.map((_, i) => i).sort((a, b) => positions[a] - positions[b]);
  const moved = [...positions];
  for (let round = 0; round < 8; round++) {
    for (let i = 1; i < order.length; i++) {
      const short = distance - (moved[order[i]] - moved[order[i - 1]]);
      if (short > 0.01) {
        moved[order[i]] += short / 2;
        moved[order[i - 1]] -= short / 2;
      }
    }
  }
  return moved;
}
