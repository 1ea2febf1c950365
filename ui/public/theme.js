// Runs before the first paint, so that a chosen theme never flashes.
try {
  const { theme } = JSON.parse(localStorage.getItem("cameleer.preferences") ?? "{}");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {}
