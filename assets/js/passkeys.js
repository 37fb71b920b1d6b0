// @ts-check
// Shows what to do when a device refuses a passkey or the person closes its window, where the library only writes to the console.

document.addEventListener("allauth.error", (event) => {
  const problem = document.querySelector("[data-passkey-problem]");
  if (!(problem instanceof HTMLElement)) return;
  event.preventDefault();
  problem.hidden = false;
});

// Ask each new passkey for the ability to give a secret (the PRF extension), so that it can lock what lies on a phone
// (offline/passkey.js). A device that cannot simply makes the passkey without it.
const { credentials } = navigator;
const create = credentials?.create.bind(credentials);
if (create) {
  credentials.create = (options) => {
    const { publicKey } = options ?? {};
    if (!publicKey) return create(options);
    return create({ ...options, publicKey: { ...publicKey, extensions: { ...publicKey.extensions, prf: {} } } });
  };
}
