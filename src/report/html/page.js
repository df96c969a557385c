'use strict';
(() => {
  const all = [...document.querySelectorAll('.f')];
  const svgNs = 'http://www.w3.org/2000/svg';
  const make = (name, attributes, text) => {
    const made = document.createElementNS(svgNs, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text) made.textContent = text;
    return made;
  };

  // A node as it stands in its drawing, or null.
  const box = (id) => {
    const node = document.getElementById(id);
    if (!node) return null;
    const [x, y] = node.getAttribute('transform').match(/-?\d+/g).map(Number);
    const rect = node.querySelector('.b');
    return { node, svg: node.ownerSVGElement, x, y, w: Number(rect.getAttribute('width')), h: Number(rect.getAttribute('height')) };
  };
  // The editor's curve between an output and an input.
  const curve = (x1, y1, x2, y2) => {
    const dx = x2 - x1;
    const dy = y2 - y1;
    const distance = Math.hypot(dx, dy);
    const s = dx > 0 ? 0.75 - (distance < 100 ? 0.75 * (100 - distance) / 100 : 0) : 0.4 + Math.min(200, Math.abs(dx)) / 200;
    return `M${x1} ${y1}C${x1 + 100 * s} ${y1} ${x2 - 100 * s} ${y2} ${x2} ${y2}`;
  };
  const letters = (copies) => copies <= 3 ? 'ABC'.slice(0, copies).split('') : ['A', 'B', '…'];

  let lit = [];
  const clear = () => {
    for (const one of lit) one.remove();
    lit = [];
    for (const one of document.querySelectorAll('.dim')) one.classList.remove('dim');
    for (const one of document.querySelectorAll('.on')) one.classList.remove('on');
    for (const one of document.querySelectorAll('.chosen')) one.classList.remove('chosen');
  };
  const layers = new Map();
  const layer = (svg) => {
    if (!layers.has(svg) || !layers.get(svg).isConnected) {
      const group = make('g', { class: 'lit', 'aria-hidden': 'true' });
      svg.append(group);
      lit.push(group);
      layers.set(svg, group);
      svg.classList.add('dim');
    }
    return layers.get(svg);
  };
  const light = (at) => {
    at.node.classList.add('on');
    layer(at.svg);
  };
  const badge = (at, copies) => {
    letters(copies).forEach((letter, i) => {
      const group = make('g', { class: 'cp', transform: `translate(${at.x + at.w - 10 - 20 * (letters(copies).length - 1 - i)} ${at.y + at.h + 8})` });
      group.append(make('circle', { r: 10 }), make('text', { y: 4 }, letter));
      layer(at.svg).append(group);
    });
  };

  const choose = (finding, scroll) => {
    clear();
    layers.clear();
    if (!finding) return;
    finding.classList.add('chosen');
    const steps = (finding.dataset.way || '').split(' ').filter(Boolean).map((step) => {
      const [id, port] = step.split(':');
      return { at: box(id), port };
    });
    const place = finding.dataset.at ? box(finding.dataset.at) : null;
    if (place) light(place);
    steps.forEach(({ at, port }, i) => {
      if (!at) return;
      light(at);
      const next = steps[i + 1]?.at;
      if (!next || next.svg !== at.svg) return;
      const y = at.y + (port === undefined ? at.h / 2 : Number(port));
      layer(at.svg).append(make('path', { class: port === undefined ? 'lj' : 'lw', d: curve(at.x + at.w, y, next.x, next.y + next.h / 2) }));
    });
    for (const id of (finding.dataset.joins || '').split(' ').filter(Boolean)) {
      const other = box(id);
      if (!other) continue;
      light(other);
      if (!place || other.svg !== place.svg || other.node === place.node) continue;
      const [x1, y1, x2, y2] = [place.x + place.w / 2, place.y + place.h / 2, other.x + other.w / 2, other.y + other.h / 2];
      layer(place.svg).append(make('path', { class: 'lj', d: `M${x1} ${y1}Q${(x1 + x2) / 2} ${(y1 + y2) / 2 + 60} ${x2} ${y2}` }));
    }
    for (const id of (finding.dataset.acts || '').split(' ').filter(Boolean)) {
      const at = box(id);
      if (!at) continue;
      light(at);
      badge(at, Number(document.body.dataset.copies));
    }
    if (!scroll) return;
    const shown = place || steps.find(({ at }) => at)?.at;
    if (shown) shown.node.scrollIntoView({ block: 'nearest', inline: 'center' });
    finding.scrollIntoView({ block: 'nearest' });
  };

  const byHash = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const found = all.find((finding) => finding.id === id);
    choose(found, Boolean(found));
  };
  const pick = (finding) => {
    if (location.hash === `#${finding.id}`) choose(finding, true);
    else location.hash = finding.id;
  };
  document.addEventListener('click', (event) => {
    if (event.target.closest('a')) return;
    const finding = event.target.closest('.f');
    if (finding && !String(getSelection())) pick(finding);
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('select,input')) return;
    if (event.key === 'Escape') {
      history.replaceState(null, '', location.pathname + location.search);
      choose(null);
    }
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const open = all.filter((finding) => !finding.hidden);
    const at = open.findIndex((finding) => finding.classList.contains('chosen'));
    const next = open[at < 0 ? 0 : (at + step + open.length) % open.length];
    if (!next) return;
    pick(next);
    next.querySelector('a').focus({ preventScroll: true });
  });
  addEventListener('hashchange', byHash);

  const filters = document.getElementById('filters');
  const filter = () => {
    const levels = new Set([...filters.querySelectorAll('input:checked')].map((input) => input.value));
    const rule = filters.querySelector('[name=rule]').value;
    const flow = filters.querySelector('[name=flow]').value;
    let count = 0;
    for (const finding of all) {
      finding.hidden = !levels.has(finding.dataset.level) || (rule !== '' && finding.dataset.rule !== rule);
      const section = finding.closest('.flow');
      if (!finding.hidden && (flow === '' || section.id === flow)) count += 1;
    }
    for (const section of document.querySelectorAll('.flow')) section.hidden = flow !== '' && section.id !== flow;
    for (const mark of document.querySelectorAll('a.mk')) {
      mark.classList.toggle('off', document.getElementById(mark.getAttribute('href').slice(1))?.hidden ?? false);
    }
    document.getElementById('shown').textContent = `${count} of ${all.length} findings`;
  };
  if (all.length) {
    filters.hidden = false;
    filters.addEventListener('change', filter);
    filter();
  }
  byHash();
})();
