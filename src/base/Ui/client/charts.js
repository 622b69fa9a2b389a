// Live time charts: several panels over one time axis. The page owns the layout (CSS) and the data (pushes); this
// module draws.
import * as echarts from 'echarts/core';
import { BarChart, LineChart } from 'echarts/charts';
import { AxisPointerComponent, GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';
import { frame, series, tops } from './options.js';
import { Points } from './series.js';
import { isStale, onThemeChange, token } from './theme.js';
import { tooltip } from './tooltip.js';

echarts.use([
  BarChart, LineChart, AxisPointerComponent, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer,
]);

/**
 * Draws into the element with the class "chart-canvas" inside root. The rectangles of the panels are those of root's
 * elements with the class "chart-area", in order.
 */
export function create(root, spec, data) {
  return new LiveChart(root, spec, data);
}

class LiveChart {
  #root; #host; #spec; #points; #chart; #state; #stops = []; #dirty = false; #frame = 0;

  constructor(root, spec, data) {
    this.#root = root;
    this.#host = root.querySelector('.chart-canvas');
    this.#spec = spec;
    this.#points = new Points(spec.panels.flatMap(panel => panel.series.map(item => item.key)));
    this.#state = { from: 0, to: 1, step: 60_000, marks: [], stale: false, areas: [], tops: null, narrow: false };
    this.#chart = echarts.init(this.#host, null, { renderer: 'canvas' });
    this.#stops.push(onThemeChange(() => this.#draw(true)));
    const resized = new ResizeObserver(() => this.#resize());
    resized.observe(root);
    const shown = () => { if (this.#dirty && !document.hidden) this.#draw(true); };
    document.addEventListener('visibilitychange', shown);
    this.#stops.push(() => resized.disconnect(), () => document.removeEventListener('visibilitychange', shown));
    this.setAll(data);
  }

  setAll(data) {
    this.#state.tops = null;
    this.#points.setAll(data);
    this.#take(data);
    this.#draw(true);
  }

  push(data) {
    this.#points.merge(data);
    this.#take(data);
    this.#draw(false);
  }

  dispose() {
    cancelAnimationFrame(this.#frame);
    this.#stops.forEach(stop => stop());
    this.#chart.dispose();
  }

  #take({ from, to, step, marks }) {
    Object.assign(this.#state, { from, to, step, marks });
  }

  #resize() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => { this.#chart.resize(); this.#draw(true); });
  }

  #measure() {
    const origin = this.#host.getBoundingClientRect();
    this.#state.narrow = origin.width < 560;
    this.#state.areas = [...this.#root.querySelectorAll('.chart-area')].map(area => {
      const box = area.getBoundingClientRect();
      return { left: box.left - origin.left, top: box.top - origin.top, width: box.width, height: box.height };
    });
  }

  // A hidden tab draws nothing; it draws once when it is seen again.
  #draw(whole) {
    this.#dirty = document.hidden;
    if (document.hidden || this.#host.clientWidth === 0) return;
    if (whole || this.#state.areas.length === 0) this.#measure();
    this.#state.stale = isStale();
    this.#state.tops = tops(this.#spec, this.#points, this.#state.tops);
    const options = { ...frame(this.#spec, this.#state), series: series(this.#spec, this.#points, this.#state) };
    if (whole) options.tooltip = this.#tooltip();
    this.#chart.setOption(options, { notMerge: whole, lazyUpdate: !whole });
  }

  #tooltip() {
    return {
      trigger: 'axis', confine: true, transitionDuration: 0, enterable: false, className: 'chart-tip-box',
      borderWidth: 1, borderColor: token('--line'), backgroundColor: token('--surface-raised'), padding: [8, 12],
      textStyle: { fontSize: 12, color: token('--text-2') },
      formatter: params => {
        const [first] = Array.isArray(params) ? params : [params];
        const index = first ? this.#points.indexOf(first.value[0] - this.#state.step / 2) : -1;
        return index < 0 ? '' : tooltip(this.#spec, this.#points, this.#state.step, index);
      },
    };
  }
}
