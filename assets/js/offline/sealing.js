// @ts-check
/**
 * AES-GCM, 256 bits, a fresh nonce each time. The key cannot be taken out of the browser; where the device can, it is made from
 * the person's passkey (WebAuthn PRF) and lies nowhere at all. `place` ties a sealed text to where it lies, so that one cannot be
 * put in the place of another.
 *
 * @typedef {{ iv: Uint8Array, bytes: ArrayBuffer }} Sealed
 */

const ALGORITHM = "AES-GCM";
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @returns {Promise<CryptoKey>} */
export const newKey = () => crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]);

/** @param {CryptoKey} key @param {any} value anything JSON can say @param {string} place @returns {Promise<Sealed>} */
export async function seal(key, value, place) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const given = { name: ALGORITHM, iv, additionalData: encoder.encode(place) };
  return { iv, bytes: await crypto.subtle.encrypt(given, key, encoder.encode(JSON.stringify(value))) };
}

/** @param {CryptoKey} key @param {Sealed} sealed @param {string} place */
export async function unseal(key, sealed, place) {
  const given = { name: ALGORITHM, iv: sealed.iv, additionalData: encoder.encode(place) };
  return JSON.parse(decoder.decode(await crypto.subtle.decrypt(given, key, sealed.bytes)));
}

/** A key from the secret that a passkey gives for `salt`, the same each time. @param {BufferSource} secret @returns {Promise<CryptoKey>} */
export async function keyFrom(secret) {
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: encoder.encode("alongside device records, version 1") };
  return crypto.subtle.deriveKey(how, material, { name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]);
}
