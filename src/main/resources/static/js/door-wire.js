// Asking the server over a network that may hang, refuse or drop.

// Resolves to {status, text} once the whole answer is in, rejects after `within` milliseconds or without a network.
// A redirect is an answer too, and never followed: status 0.
export async function ask(url, within, {form, accept = 'application/json'} = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), within);
  try {
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      body: form && new URLSearchParams(form),
      headers: {Accept: accept},
      cache: 'no-store',
      redirect: 'manual',
      signal: patience.signal,
    });
    return {status: response.type === 'opaqueredirect' ? 0 : response.status, text: await response.text()};
  } finally {
    clearTimeout(timer);
  }
}

// Whether the server does not know this device any more. A redirect is not its word for that: so do hotel networks.
export const sentAway = status => status === 401;

// Whether the server has read this and will never take it. 407, 408, 425 and 429 pass; 401 is for the device, not for this.
export const refused = status => status >= 400 && status < 500 && ![401, 407, 408, 425, 429].includes(status);

// Calls `attempt` at once and again after 1, 2, 4, … 30 seconds, and whenever the network returns, until it says true.
export function persist(attempt) {
  let pause = 1000;
  let timer;
  let running = false;
  let done = false;
  async function again() {
    clearTimeout(timer);
    if (running || done) return;
    running = true;
    try {
      done = await attempt();
    } catch {
      // not now; the timer below tries again
    }
    running = false;
    if (done) return removeEventListener('online', soon);
    timer = setTimeout(again, pause);
    pause = Math.min(30000, pause * 2);
  }
  function soon() {
    pause = 1000;
    again();
  }
  addEventListener('online', soon);
  again();
  return soon;
}
