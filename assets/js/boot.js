// First thing in <body>: tells the styles that scripts run, before anything is painted.
document.body.classList.add(
  "js-enabled",
  ...("noModule" in HTMLScriptElement.prototype ? ["govuk-frontend-supported"] : []),
);
