// @ts-check
/** The secret that a passkey gives for a salt (WebAuthn PRF extension). Works without signal: nobody but this device is asked. */

/** @typedef {{ credential: ArrayBuffer, salt: Uint8Array }} Lock */

export class CannotLock extends Error {}
export class NotUnlocked extends Error {}

export const mayHavePasskeys = () => "PublicKeyCredential" in globalThis && "credentials" in navigator;

/** Ask for a passkey of this site and a secret from it. @returns {Promise<{ lock: Lock, secret: ArrayBuffer }>} */
export async function newLock() {
  const salt = crypto.getRandomValues(new Uint8Array(32));
  const { credential, secret } = await ask(salt, []);
  if (!secret) throw new CannotLock();
  return { lock: { credential, salt }, secret };
}

/** @param {Lock} lock @returns {Promise<ArrayBuffer>} */
export async function open({ credential, salt }) {
  const { secret } = await ask(salt, [{ type: "public-key", id: credential }]);
  if (!secret) throw new NotUnlocked();
  return secret;
}

/** @param {Uint8Array} salt @param {PublicKeyCredentialDescriptor[]} allowCredentials */
async function ask(salt, allowCredentials) {
  /** @type {any} */
  const publicKey = {
    challenge: crypto.getRandomValues(new Uint8Array(32)), // nobody checks the signature: it is the secret that counts
    rpId: location.hostname,
    allowCredentials,
    userVerification: "required",
    extensions: { prf: { eval: { first: salt } } },
  };
  let given;
  try {
    given = /** @type {PublicKeyCredential | null} */ (await navigator.credentials.get({ publicKey }));
  } catch {
    throw new NotUnlocked();
  }
  if (!given) throw new NotUnlocked();
  const results = /** @type {any} */ (given.getClientExtensionResults()).prf?.results;
  return { credential: given.rawId, secret: /** @type {ArrayBuffer | undefined} */ (results?.first) };
}
