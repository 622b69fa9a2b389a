// What every page shares and what must also work while the server is away: ages that tick, copying, the
// reconnect dialog. Everything is found by data attributes, so that no component needs a call into JavaScript.
(() => {
  const thin = '\u202F';
  const staleAfter = 5000;

  // ---- ages: <x data-age="MS" data-seq="N"> was MS old when N arrived, and grows from there on this machine's clock
  const seen = new WeakMap();

  const words = ms => {
    if (ms < 999.5) return `${Math.round(ms)}${thin}ms`;
    if (ms < 59_500) return `${Math.round(ms / 1000)}${thin}s`;
    if (ms < 3_600_000) return `${Math.floor(ms / 60_000)}${thin}min`;
    if (ms < 86_400_000) return `${Math.floor(ms / 3_600_000)}${thin}h`;
    return `${Math.floor(ms / 86_400_000)}${thin}d`;
  };

  const tick = () => {
    for (const node of document.querySelectorAll('[data-age]')) {
      const known = seen.get(node);
      if (!known || known.seq !== node.dataset.seq) seen.set(node, { seq: node.dataset.seq, at: performance.now() });
      const { at } = seen.get(node);
      const age = Number(node.dataset.age) + performance.now() - at;
      const stale = age >= staleAfter;
      node.classList.toggle('stale', stale);
      document.documentElement.classList.toggle('data-stale', stale);
      const text = node.querySelector('[data-age-text]');
      // The text node is kept: the server updates the same one.
      if (text?.firstChild) text.firstChild.data = `${words(age)} old`;
    }
  };
  setInterval(tick, 250);

  // ---- time left: <x data-left="MS" data-seq="N"> had MS left when N arrived; the text says minutes and seconds
  setInterval(() => {
    for (const node of document.querySelectorAll('[data-left]')) {
      const known = seen.get(node);
      if (!known || known.seq !== node.dataset.seq) {
        seen.set(node, { seq: node.dataset.seq, at: performance.now(), left: Number(node.dataset.left) });
      }
      const { at, left } = seen.get(node);
      const seconds = Math.max(0, Math.ceil((left + at - performance.now()) / 1000));
      const text = `· ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} left`;
      // The server may have put a comment of its own before the text.
      const words = [...node.childNodes].find(child => child.nodeType === Node.TEXT_NODE);
      if (words) words.data = text;
    }
  }, 250);

  // ---- treegrids: the row that the server names is brought into sight
  const reveal = grid => {
    const top = Number(grid.dataset.reveal);
    const height = Number(grid.dataset.revealHeight);
    const head = grid.firstElementChild?.getAttribute('aria-hidden') ? grid.firstElementChild.offsetHeight : 0;
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (top + height + head > grid.scrollTop + grid.clientHeight) {
      grid.scrollTop = top + height + head - grid.clientHeight;
    }
  };
  new MutationObserver(changes => {
    for (const { target } of changes) reveal(target);
  }).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: ['data-reveal'] });

  // ---- copying: <button data-copy="#id"> or a button beside a <code> copies its text
  document.addEventListener('click', async event => {
    const button = event.target.closest?.('[data-copy]');
    if (!button) return;
    const source = button.dataset.copy
      ? document.querySelector(button.dataset.copy)
      : button.parentElement.querySelector('code');
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.dataset.copied = 'true';
      setTimeout(() => delete button.dataset.copied, 2000);
    } catch {
      const range = document.createRange();
      range.selectNodeContents(source);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }
  });

  // ---- forms: after each try that failed, which <x data-faults="N"> counts, the focus goes to the first field at fault
  const toFault = said => said.closest('form, [data-form]')?.querySelector('[aria-invalid="true"]')?.focus();
  new MutationObserver(changes => {
    for (const { target } of changes) toFault(target);
  }).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: ['data-faults'] });

  // ---- the server no longer knows this page, or was away for too long: load it again, the address holds the filter
  const modal = document.getElementById('components-reconnect-modal');
  let waiting = 0;

  const reloadWhenBack = async () => {
    try {
      const answer = await fetch(location.href, { method: 'HEAD', cache: 'no-store' });
      if (answer.ok || answer.redirected) location.reload();
    } catch { /* still away: the next round tries again */ }
  };

  if (modal) {
    new MutationObserver(() => {
      const classes = modal.classList;
      if (classes.contains('components-reconnect-rejected')) location.reload();
      if (classes.contains('components-reconnect-failed')) waiting ||= setInterval(reloadWhenBack, 3000);
    }).observe(modal, { attributes: true, attributeFilter: ['class'] });
  }
})();
