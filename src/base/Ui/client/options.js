import { format, seconds, tick } from './formats.js';
import { isolated, roundUp, spread } from './series.js';
import { token } from './theme.js';

const isStacked = item => item.mark === 'stack' || item.mark === 'forecast';

// A stack is listed from its top and drawn from its bottom.
const fromBottom = items => [...items.filter(item => !isStacked(item)), ...items.filter(isStacked).reverse()];

const drawn = panel => panel.series.filter(series => series.mark !== 'none');

/** What does not change with the data: axes, colours, the crosshair through all panels. */
export function frame(spec, state) {
  const last = spec.panels.length - 1;
  const faint = token('--chart-grid');
  const axis = token('--chart-axis');
  return {
    animation: false,
    useUTC: state.step >= 86_400_000,
    textStyle: { fontFamily: token('--font-sans'), fontSize: 11, color: axis },
    aria: { enabled: false },
    grid: state.areas.map(area => ({ ...area, containLabel: false })),
    xAxis: spec.panels.map((_, i) => ({
      type: 'time', gridIndex: i, min: state.from, max: state.to, containShape: false,
      axisLine: { show: i === last, lineStyle: { color: token('--line') }, onZero: false },
      axisTick: { show: i === last, length: 4 },
      axisLabel: { show: i === last, color: axis, hideOverlap: true, fontSize: 11, margin: 8, formatter: timeLabel },
      splitLine: { show: false },
      splitNumber: state.narrow ? 3 : 7,
    })),
    yAxis: spec.panels.map((_, i) => ({
      type: 'value', gridIndex: i, min: 0, max: state.tops[i], interval: state.tops[i] / 2,
      axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { color: axis, fontSize: 11, margin: 8, formatter: value => tick(spec.panels[i].unit, value) },
      splitLine: { lineStyle: { color: faint } },
    })),
    axisPointer: {
      link: [{ xAxisIndex: 'all' }], animation: false, triggerTooltip: true, label: { show: false },
      lineStyle: { color: token('--chart-cross'), type: 'solid' },
    },
  };
}

const timeLabel = {
  year: '{yyyy}', month: '{d} {MMM}', day: '{ee} {d}', hour: '{HH}:{mm}', minute: '{HH}:{mm}', second: '{HH}:{mm}:{ss}',
};

/** The upper ends of the axes. They only grow while a chart is open, so that lines do not jump. */
export function tops(spec, points, former) {
  return spec.panels.map((panel, i) => {
    const keysOf = stacked => drawn(panel).filter(item => isStacked(item) === stacked).map(item => item.key);
    const highest = Math.max(points.max(keysOf(false)), points.maxSum(keysOf(true)), panel.floor ?? 0);
    const top = panel.unit === 'share' ? Math.min(1, roundUp(highest * 1.02)) : roundUp(highest * 1.02);
    const before = former?.[i] ?? 0;
    return before >= top && before <= top * 2.5 ? before : top;
  });
}

/** The series with their data; ids are stable, so that setOption replaces the data and nothing else. */
export function series(spec, points, state) {
  return spec.panels.flatMap((panel, index) => fromBottom(drawn(panel)).map((item, order) =>
    item.mark === 'bar' || isStacked(item)
      ? bar(item, index, points, state)
      : line(panel, item, index, points, state, order === 0)));
}

function bar(item, index, points, state) {
  const count = (state.to - state.from) / state.step;
  const colour = token(state.stale ? '--role-former' : item.color);
  const width = Math.max(1, Math.min(18, state.areas[index].width / count * 0.72));
  return {
    id: item.key, type: 'bar', xAxisIndex: index, yAxisIndex: index, barWidth: width, silent: true,
    stack: isStacked(item) ? 'stack' : undefined, data: points.bars(item.key, state.step),
    itemStyle: item.mark === 'forecast' ? hatched()
      : { color: colour, borderRadius: width > 4 && !isStacked(item) ? [2, 2, 0, 0] : 0 },
    emphasis: { disabled: true }, markLine: takeovers(state),
  };
}

// Expected, not measured: no colour of its own.
function hatched() {
  const line = token('--chart-cross');
  return {
    color: token('--surface-card'), borderColor: line, borderWidth: 1, borderType: 'solid',
    decal: { symbol: 'rect', color: line, dashArrayX: [1, 0], dashArrayY: [1.5, 4], rotation: -Math.PI / 4 },
  };
}

function line(panel, item, index, points, state, first) {
  const data = points.line(item.key, state.step);
  const alone = isolated(data);
  const colour = state.stale ? token('--role-former') : token(item.color);
  return {
    id: item.key, type: 'line', xAxisIndex: index, yAxisIndex: index, data, connectNulls: false, silent: true,
    sampling: alone.size === 0 ? 'lttb' : undefined, emphasis: { disabled: true },
    showSymbol: alone.size > 0, symbol: 'circle', symbolSize: pair => alone.has(pair[0]) ? 4 : 0,
    itemStyle: { color: colour },
    lineStyle: { width: item.width, color: colour, type: item.dotted ? [1, 3] : 'solid', cap: 'round' },
    areaStyle: item.mark === 'area' ? { color: colour, opacity: 0.1 } : undefined,
    endLabel: item.endLabel
      ? endLabel(panel, item, points, state, offset(panel, item, index, points, state))
      : { show: false },
    markLine: first ? takeovers(state) : undefined,
  };
}

// How far a label moves so that it does not lie on its neighbour's.
function offset(panel, item, index, points, state) {
  const labelled = panel.series.filter(series => series.endLabel && points.last(series.key) !== null);
  const height = state.areas[index].height;
  const wanted = labelled.map(series => (1 - points.last(series.key) / state.tops[index]) * height);
  return spread(wanted, 13)[labelled.indexOf(item)] - wanted[labelled.indexOf(item)] || 0;
}

// Of the newest bucket that is complete, as the figure beside the panel is.
function endLabel(panel, item, points, state, shift) {
  return {
    show: true, distance: 8, offset: [0, shift], fontSize: 11, color: token('--chart-axis'),
    formatter: () => {
      const value = points.lastBefore(item.key, state.to - state.step);
      return value === null ? '' : `${item.endLabel} {v|${inUnit(panel.unit, value)}}`;
    },
    rich: { v: { color: token('--text-1'), fontWeight: 500, fontSize: 11 } },
  };
}

// The panel's title names the unit: of durations it is the second, also below one.
const inUnit = (unit, value) =>
  unit === 'milliseconds' ? seconds(value) : format(unit, value).replace(/\u202F\w+$/, '');

function takeovers(state) {
  return {
    symbol: 'none', silent: true, animation: false, label: { show: false },
    lineStyle: { type: [2, 3], color: token('--chart-cross'), width: 1 },
    data: state.marks.map(time => ({ xAxis: time })),
  };
}
