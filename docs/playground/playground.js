// The page: takes a file, shows its report. SPDX-License-Identifier: Apache-2.0

const worker = new Worker(new URL('worker.js', import.meta.url), {type: 'module'});
const element = (id) => document.getElementById(id);
let shown = null; // {name, text} of the file

function say(text) {
  element('status').textContent = text;
}

function check() {
  if (!shown) return;
  say(`Looking at ${shown.name} …`);
  worker.postMessage({...shown, platform: element('platform').value, replicas: Number(element('replicas').value)});
}

async function take(file) {
  if (!file) return;
  shown = {name: file.name, text: new Uint8Array(await file.arrayBuffer())};
  check();
}

worker.onmessage = ({data}) => {
  if (data.ready) {
    say(`halint ${data.ready} is ready.`);
    element('demo').disabled = false;
    check();
    return;
  }
  element('report').hidden = !data.html;
  element('text').hidden = !data.text;
  if (data.html) element('report').srcdoc = data.html;
  if (data.text) element('text').textContent = data.text;
  say(data.error ?? `${data.name}: ${data.summary} (${data.milliseconds} ms)`);
};
worker.onerror = () => say('halint cannot be started here. Serve this folder with any file server and open it there; a browser of 2022 or later is needed.');

element('demo').disabled = true;
element('demo').onclick = async () => take(new File([await (await fetch('demo.json')).blob()], 'demo.json'));
element('file').onchange = ({target}) => take(target.files[0]);
element('platform').onchange = check;
element('replicas').onchange = ({target}) => target.reportValidity() && check();
element('choices').onsubmit = (event) => event.preventDefault();
addEventListener('dragover', (event) => {
  event.preventDefault();
  document.body.classList.add('over');
});
addEventListener('dragleave', () => document.body.classList.remove('over'));
addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('over');
  take(event.dataTransfer.files[0]);
});
