/** The part of lit-html that the page uses. */
export const nothing: unique symbol;
export function html(strings: TemplateStringsArray, ...values: unknown[]): object;
export function render(value: object, root: HTMLElement): void;
