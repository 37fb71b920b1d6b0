// @ts-check
// Shows what to do when a device refuses a passkey or the person closes its window, where the library only writes to the console.

document.addEventListener("allauth.error", (event) => {
  const problem = document.querySelector("[data-passkey-problem]");
  if (!(problem instanceof HTMLElement)) return;
  event.preventDefault();
  problem.hidden = false;
});
