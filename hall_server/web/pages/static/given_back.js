/** Pages led by single keys: the mouse does not keep the keyboard. */

/**
 * A control that was clicked gives the keyboard back, or the next Space would press it again
 * instead of doing the main thing.
 * @param {MouseEvent} event
 */
export function giveKeyboardBack(event) {
  const byMouse = event.detail > 0;
  const { activeElement } = document;
  if (byMouse && activeElement instanceof HTMLButtonElement && !activeElement.closest("dialog")) activeElement.blur();
}
