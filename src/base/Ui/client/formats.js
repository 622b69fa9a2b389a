// The number formats of tooltips and axes; the page's own are in C# (Numbers/). Narrow spaces never break.
const thin = '\u202F';

const significant = (value, digits) => {
  if (value === 0) return '0';
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value))));
  return fixed(value, Math.min(decimals, 12));
};

const fixed = (value, decimals) =>
  value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** Seconds without their unit, to two decimals and from three seconds on to one. */
export const seconds = milliseconds => fixed(milliseconds / 1000, milliseconds < 2995 ? 2 : 1);

const units = {
  dollars: value => '$' + (value >= 1 ? fixed(value, 2) : significant(value, 3)),
  milliseconds: value => value < 999.5
    ? `${fixed(value, value < 9.95 ? 1 : 0)}${thin}ms`
    : `${fixed(value / 1000, 2)}${thin}s`,
  count: value => fixed(value, 0),
  share: value => `${fixed(value * 100, value < 0.00995 && value > 0 ? 2 : 1)}${thin}%`,
};

/** A value in its unit; null is unknown. */
export const format = (unit, value) => value === null || value === undefined ? '–' : units[unit](value);

// The unit stands in the panel's title, so a tick is a bare number, times in seconds.
const ticks = {
  milliseconds: value => trimmed(value / 1000),
  share: value => trimmed(value * 100),
  dollars: value => trimmed(value),
  count: value => trimmed(value),
};

const trimmed = value => value >= 1e6 ? `${+(value / 1e6).toPrecision(3)}${thin}M`
  : value >= 10_000 ? `${+(value / 1000).toPrecision(3)}k` : String(+value.toPrecision(3));

export const tick = (unit, value) => ticks[unit](value);

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const utcDay = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

/** The bucket that begins at a time, in words: "Thu 19 Nov, 14:00 – 15:00". */
export function bucket(time, step, dayWords = 'UTC') {
  if (step >= 86_400_000) return `${utcDay.format(time)}, ${dayWords}`;
  return `${day.format(time)}, ${clock.format(time)} – ${clock.format(time + step)}`;
}
