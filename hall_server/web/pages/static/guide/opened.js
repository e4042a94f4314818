/** Keeps the open ticket's story fresh: read again when the hall has moved on, at most every two seconds. */

/** @typedef {import("../messages").Story} Story */

const PAUSE_MS = 2000;

/**
 * @param {(ticket: number) => Promise<Story>} readStory
 * @param {(story: Story) => void} onStory
 */
export function storyFollower(readStory, onStory) {
  /** @type {number | null} */
  let opened = null;
  let known = 0;
  let waiting = false;

  async function again() {
    if (opened === null) return;
    const ticket = opened;
    const story = await readStory(ticket);
    if (opened !== ticket || story.version < known) return;
    known = story.version;
    onStory(story);
  }

  return {
    again,
    /** @param {number} ticket opens it; throws when it cannot be read */
    async follow(ticket) {
      opened = ticket;
      await again();
    },
    close() {
      opened = null;
    },
    /** @param {number} version the hall has reached; a story that is not read now is read with the next news */
    soon(version) {
      if (opened === null || waiting || version <= known) return;
      waiting = true;
      setTimeout(() => {
        waiting = false;
        again().catch(() => {});
      }, PAUSE_MS);
    },
  };
}
