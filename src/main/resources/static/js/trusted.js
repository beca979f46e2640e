// The only way by which text becomes page (the policy "default" of Trusted Types): what our own server has just
// answered, to htmx or to ourselves, and nothing that a script put together. Scripts: the two service workers alone.
const received = [];

// Lets `html`, which a same-origin response brought, into the page once or more.
export function fromOurServer(html) {
  received.unshift(html);
  received.length = Math.min(received.length, 8);
  return html;
}

const bare = html => html.replace(/<head(\s[^>]*)?>[\s\S]*?<\/head>/i, '');
const inTemplate = html => `<body><template class="internal-htmx-wrapper">${bare(html)}</template></body>`; // as htmx 2 does

if (globalThis.trustedTypes?.createPolicy) {
  trustedTypes.createPolicy('default', {
    createHTML(html) {
      if (html === '' || received.some(known => html === known || html === bare(known) || html === inTemplate(known))) return html;
      throw new TypeError('Only our own server writes pages');
    },
    createScriptURL(url) {
      if (url === '/sw.js' || url === '/push-worker.js') return url;
      throw new TypeError('No script but our own');
    },
  });
}

document.addEventListener('htmx:beforeSwap', event => {
  if (new URL(event.detail.xhr.responseURL).origin === location.origin) fromOurServer(event.detail.serverResponse);
});
