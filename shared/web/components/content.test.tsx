import { raw } from 'hono/html';
import * as z from 'zod';
import { holdAgainstFixtures } from '../../../test/support/govuk-fixtures.ts';
import { attributes, common, contentOf, text, textOrHtml, withContent } from '../../../test/support/govuk-options.ts';
import { BackLink } from './back-link.tsx';
import { Breadcrumbs } from './breadcrumbs.tsx';
import { Button } from './button.tsx';
import type { Content } from './content.ts';
import { Details } from './details.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { ExitThisPage } from './exit-this-page.tsx';
import { InsetText } from './inset-text.tsx';
import { NotificationBanner } from './notification-banner.tsx';
import { Pagination } from './pagination.tsx';
import { Panel } from './panel.tsx';
import { SkipLink } from './skip-link.tsx';
import { SummaryList } from './summary-list.tsx';
import { Table } from './table.tsx';
import { Tag } from './tag.tsx';
import { TaskList } from './task-list.tsx';
import { WarningText } from './warning-text.tsx';

/** Text or HTML becomes the children. */
function withChildren<Options extends { text?: string | undefined; html?: string | undefined }>(options: Options) {
  const { text: _text, html: _html, ...rest } = options;
  const children: Content = contentOf(options);
  return { ...rest, children };
}

holdAgainstFixtures({
  component: 'back-link',
  options: z
    .strictObject({ ...textOrHtml, ...common, href: z.string().min(1).optional() })
    .transform(({ href = '#', ...options }) => withChildren({ ...options, href })),
  render: (options) => <BackLink {...options} />,
  atLeast: 7,
});

holdAgainstFixtures({
  component: 'breadcrumbs',
  options: z.strictObject({
    ...common,
    collapseOnMobile: z.boolean().optional(),
    labelText: z.string().optional(),
    items: z.array(
      z
        .strictObject({ ...textOrHtml, href: z.string().optional(), attributes: attributes.optional() })
        .transform(withContent),
    ),
  }),
  render: (options) => <Breadcrumbs {...options} />,
  atLeast: 12,
});

holdAgainstFixtures({
  component: 'button',
  options: z
    .strictObject({
      ...textOrHtml,
      ...common,
      id: z.string().optional(),
      href: z.string().optional(),
      isStartButton: z.boolean().optional(),
      type: z.enum(['submit', 'button', 'reset']).optional(),
      name: z.string().optional(),
      value: z.string().optional(),
      disabled: z.boolean().optional(),
      preventDoubleClick: z.boolean().optional(),
    })
    .transform(({ html, isStartButton, ...options }) => ({
      ...withChildren({
        ...options,
        html: html !== undefined && isStartButton === true ? `<span>${html.trim()}</span>` : html,
      }),
      isStartButton,
    })),
  render: ({ classes, ...options }) => {
    const variant = (['secondary', 'warning', 'inverse'] as const).find((name) => classes === `govuk-button--${name}`);
    return <Button {...options} variant={variant} classes={variant === undefined ? classes : undefined} />;
  },
  atLeast: 38,
});

holdAgainstFixtures({
  component: 'details',
  options: z
    .strictObject({
      ...textOrHtml,
      ...common,
      summaryText: z.string().optional(),
      summaryHtml: z.string().optional(),
      id: z.string().optional(),
      open: z.boolean().optional(),
    })
    .transform(({ summaryText, summaryHtml, ...options }) => ({
      ...withChildren(options),
      summary: contentOf({ text: summaryText, html: summaryHtml }),
    })),
  render: (options) => <Details {...options} />,
  atLeast: 10,
});

holdAgainstFixtures({
  component: 'error-summary',
  options: z
    .strictObject({
      ...common,
      titleText: z.string().optional(),
      titleHtml: z.string().optional(),
      descriptionText: z.string().optional(),
      descriptionHtml: z.string().optional(),
      disableAutoFocus: z.boolean().optional(),
      errorList: z
        .array(
          z
            .strictObject({ ...textOrHtml, href: z.string().optional(), attributes: attributes.optional() })
            .transform(withContent),
        )
        .optional(),
    })
    .transform(({ titleText, titleHtml, descriptionText, descriptionHtml, ...options }) => ({
      ...options,
      title: contentOf({ text: titleText, html: titleHtml }),
      description: contentOf({ text: descriptionText, html: descriptionHtml }),
    })),
  render: (options) => <ErrorSummary {...options} />,
  atLeast: 19,
});

holdAgainstFixtures({
  component: 'exit-this-page',
  options: z
    .strictObject({
      ...textOrHtml,
      ...common,
      id: z.string().optional(),
      redirectUrl: z.string().default('https://www.bbc.co.uk/weather'),
      activatedText: z.string().optional(),
      timedOutText: z.string().optional(),
      pressTwoMoreTimesText: z.string().optional(),
      pressOneMoreTimeText: z.string().optional(),
    })
    .transform(({ activatedText, timedOutText, pressTwoMoreTimesText, pressOneMoreTimeText, ...options }) => ({
      ...withChildren(options),
      announcements: {
        activated: activatedText,
        timedOut: timedOutText,
        pressTwoMoreTimes: pressTwoMoreTimesText,
        pressOneMoreTime: pressOneMoreTimeText,
      },
    })),
  render: (options) => <ExitThisPage {...options} />,
  atLeast: 4,
});

holdAgainstFixtures({
  component: 'inset-text',
  options: z.strictObject({ ...textOrHtml, ...common, id: z.string().optional() }).transform(withChildren),
  render: (options) => <InsetText {...options} />,
  atLeast: 6,
});

const headingLevel = z.union([z.literal(1), z.literal(2), z.literal(3)]).optional();

holdAgainstFixtures({
  component: 'notification-banner',
  options: z
    .strictObject({
      ...textOrHtml,
      ...common,
      type: z.literal('success').optional(),
      titleText: z.string().optional(),
      titleHtml: z.string().optional(),
      titleId: z.string().optional(),
      titleHeadingLevel: headingLevel,
      role: z.string().optional(),
      disableAutoFocus: z.boolean().optional(),
    })
    .transform(({ text: sentence, html, titleText, titleHtml, ...options }) => ({
      ...options,
      ...(html === undefined ? { text: sentence } : { children: raw(html) }),
      title: contentOf({ text: titleText, html: titleHtml }),
    })),
  render: (options) => <NotificationBanner {...options} />,
  atLeast: 18,
});

const paginationLink = z
  .strictObject({
    ...textOrHtml,
    href: z.string(),
    labelText: z.string().optional(),
    attributes: attributes.optional(),
  })
  .transform(withContent);

holdAgainstFixtures({
  component: 'pagination',
  options: z.strictObject({
    ...common,
    previous: paginationLink.optional(),
    next: paginationLink.optional(),
    landmarkLabel: z.string().optional(),
    items: z
      .array(
        z.union([
          z.strictObject({ ellipsis: z.literal(true) }),
          z.strictObject({
            number: z.union([z.string(), z.number()]),
            href: z.string(),
            current: z.boolean().optional(),
            visuallyHiddenText: z.string().optional(),
            attributes: attributes.optional(),
          }),
        ]),
      )
      .optional(),
  }),
  render: (options) => <Pagination {...options} />,
  atLeast: 14,
});

holdAgainstFixtures({
  component: 'panel',
  options: z
    .strictObject({
      ...textOrHtml,
      ...common,
      classes: z
        .string()
        .refine((classes) => !classes.includes('govuk-panel--interruption'))
        .optional(),
      titleText: z.string().optional(),
      titleHtml: z.string().optional(),
      headingLevel,
    })
    .transform(({ titleText, titleHtml, ...options }) => ({
      ...withChildren(options),
      title: contentOf({ text: titleText, html: titleHtml }),
    })),
  render: (options) => <Panel {...options} />,
  atLeast: 9,
});

holdAgainstFixtures({
  component: 'skip-link',
  options: z.strictObject({ ...textOrHtml, ...common, href: z.string().min(1).optional() }).transform(withChildren),
  render: (options) => <SkipLink {...options} />,
  atLeast: 8,
});

const summaryCell = z.strictObject({ ...textOrHtml, classes: z.string().optional() }).transform(withContent);
const summaryActions = z.strictObject({
  classes: z.string().optional(),
  items: z.array(
    z
      .strictObject({
        ...textOrHtml,
        ...common,
        href: z.string(),
        visuallyHiddenText: z.string().optional(),
      })
      .transform(withContent),
  ),
});

holdAgainstFixtures({
  component: 'summary-list',
  options: z.strictObject({
    ...common,
    rows: z.array(
      z.strictObject({
        key: summaryCell,
        value: summaryCell,
        classes: z.string().optional(),
        actions: summaryActions.optional(),
      }),
    ),
    card: z
      .strictObject({
        ...common,
        title: z
          .strictObject({
            ...textOrHtml,
            headingLevel: z.union([z.literal(2), z.literal(3), z.literal(4)]).optional(),
          })
          .transform(withContent)
          .optional(),
        actions: summaryActions.optional(),
      })
      .optional(),
  }),
  render: (options) => <SummaryList {...options} />,
  atLeast: 26,
});

const cell = z
  .strictObject({
    ...textOrHtml,
    ...common,
    format: z.literal('numeric').optional(),
    colspan: z.number().optional(),
    rowspan: z.number().optional(),
  })
  .transform(withContent);

holdAgainstFixtures({
  component: 'table',
  options: z.strictObject({
    ...common,
    caption: z.string().optional(),
    captionClasses: z.string().optional(),
    firstCellIsHeader: z.boolean().optional(),
    head: z.array(cell).optional(),
    rows: z.array(z.array(cell)),
  }),
  render: (options) => <Table {...options} />,
  atLeast: 19,
});

const colours = ['grey', 'green', 'teal', 'purple', 'magenta', 'red', 'orange', 'yellow'] as const;

const tag = z.strictObject({ ...textOrHtml, ...common }).transform(({ classes, ...options }) => {
  const colour = colours.find((name) => classes === `govuk-tag--${name}`);
  return { ...withChildren(options), colour, classes: colour === undefined ? classes : undefined };
});

holdAgainstFixtures({ component: 'tag', options: tag, render: (options) => <Tag {...options} />, atLeast: 12 });

holdAgainstFixtures({
  component: 'task-list',
  options: z.strictObject({
    ...common,
    idPrefix: z.string().optional(),
    items: z.array(
      z.strictObject({
        title: summaryCell,
        href: z.string().optional(),
        hint: text.optional(),
        classes: z.string().optional(),
        status: z
          .strictObject({ ...textOrHtml, classes: z.string().optional(), tag: tag.optional() })
          .transform(withContent),
      }),
    ),
  }),
  render: (options) => <TaskList {...options} />,
  atLeast: 10,
});

holdAgainstFixtures({
  component: 'warning-text',
  options: z
    .strictObject({ ...textOrHtml, ...common, iconFallbackText: z.string().min(1).optional() })
    .transform(withChildren),
  render: (options) => <WarningText {...options} />,
  atLeast: 7,
});
