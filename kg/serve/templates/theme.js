"use strict";

// The theme that the reader chose on an earlier page, set before anything is drawn; without one the system's holds.
{
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  let chosen = null;
  try {
    chosen = localStorage.getItem("kg-theme");
  } catch {
    // Storage may be switched off.
  }
  document.documentElement.dataset.theme = chosen === "dark" || chosen === "light" ? chosen : dark ? "dark" : "light";
}
