// Compares what worlds showed. No world is started here. SPDX-License-Identifier: Apache-2.0

const flat = ({ values, ordered }) => JSON.stringify(ordered ? values : [...values].sort());
const raw = ({ values }) => JSON.stringify(values);

const equal = (a, b, form = flat) =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.keys(a).every((label) => b[label] && form(a[label]) === form(b[label]));
const sameOrder = (a, b) => Object.keys(a).every((label) => !a[label].watchOrder || raw(a[label]) === raw(b[label]));

/// Nothing is seen by an observation that is not allowed to be silent, or an answer tells of a broken test.
function vacuous(seen) {
  const labels = Object.values(seen);
  const broken = (value) => /^(404|500|502|TIMEOUT|ERROR|ABORTED)/.test(value);
  return (
    labels.length === 0 ||
    labels.some(({ values, silent }) => !silent && values.length === 0) ||
    (seen.http?.values ?? []).some(broken)
  );
}

/// `one` and `control` are two worlds with one copy, `more` those with several. `right` is what one copy must show,
/// where a case says so: what is wrong with one copy already is no matter of copies.
export function judge({ one, control, more, right }) {
  if (vacuous(one)) return 'vacuous';
  for (const [label, values] of Object.entries(right ?? {})) {
    for (const world of [one, control]) {
      const seen = world[label];
      if (!seen || flat(seen) !== flat({ ...seen, values })) return 'wrong-with-one-copy';
    }
  }
  if (!equal(one, control) || !sameOrder(one, control)) return 'unstable-control';
  if (more.some((world) => !equal(one, world))) return 'diverges';
  return more.every((world) => sameOrder(one, world)) ? 'same' : 'same-set-other-order';
}
