// <section hidden data-passkey="make|use" data-options="/…" data-finish="/…" data-then="/…">
//   <button type="button">…</button> <p role="alert" hidden>It did not work. …</p>
// </section>
// Shown only where the browser has passkeys. The server's answer says where to go next.
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const known = (list) => (list ?? []).map((c) => ({...c, id: bytes(c.id), transports: c.transports ?? undefined}));

async function ask(address, body) {
  const answer = await fetch(address, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', Accept: 'application/json'},
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return answer.json();
}

async function make(options) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: {...options.user, id: bytes(options.user.id)},
      excludeCredentials: known(options.excludeCredentials),
      extensions: undefined,
    },
  });
  return {
    attestationObject: text(made.response.attestationObject),
    clientDataJSON: text(made.response.clientDataJSON),
    transports: made.response.getTransports?.() ?? [],
    made,
  };
}

async function use(options) {
  const made = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: known(options.allowCredentials),
      extensions: undefined,
    },
  });
  return {
    authenticatorData: text(made.response.authenticatorData),
    clientDataJSON: text(made.response.clientDataJSON),
    signature: text(made.response.signature),
    userHandle: made.response.userHandle ? text(made.response.userHandle) : undefined,
    made,
  };
}

for (const section of document.querySelectorAll('[data-passkey]')) {
  if (!window.PublicKeyCredential) continue;
  section.hidden = false;
  const button = section.querySelector('button');
  const problem = section.querySelector('[role=alert]');
  button.addEventListener('click', async () => {
    button.disabled = true;
    problem.hidden = true;
    try {
      const {challenge, options} = await ask(section.dataset.options);
      const {made, ...response} = await (section.dataset.passkey === 'make' ? make(options) : use(options));
      const credential = {
        id: made.id,
        rawId: text(made.rawId),
        type: made.type,
        authenticatorAttachment: made.authenticatorAttachment ?? undefined,
        response,
        clientExtensionResults: {},
      };
      const {next} = await ask(section.dataset.finish, {challenge, credential, then: section.dataset.then});
      location.assign(next);
    } catch {
      problem.hidden = false;
      button.disabled = false;
    }
  });
}
