import type { Content } from './content.ts';

/**
 * Our own: a wide table scrolls inside it, by touch and by keyboard, while the page stays still (WCAG 1.4.10, 2.1.1).
 * The label says what is in it, as the table's caption does.
 */
export function ScrollRegion(props: { readonly label: string; readonly children?: Content }) {
  return (
    <section class="scroll-region" tabindex={0} aria-label={props.label}>
      {props.children}
    </section>
  );
}
