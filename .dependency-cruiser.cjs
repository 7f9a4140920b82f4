/**
 * The import table of the architecture, enforced: who may know whom. A room may import itself, Node's own modules,
 * what its row names, and nothing else.
 */
const rooms = {
  events: { room: '^events/', may: ['^node_modules/zod/'] },
  'shared/domain': { room: '^shared/domain/', may: ['^events/', '^node_modules/zod/'] },
  'shared/runtime': {
    room: '^shared/runtime/',
    may: ['^events/', '^node_modules/(zod|@middy|@aws-lambda-powertools|@aws-sdk|@types/aws-lambda)/'],
  },
  'shared/store': {
    room: '^shared/store/',
    may: ['^events/', '^shared/domain/', '^shared/runtime/', '^node_modules/(zod|@aws-sdk)/'],
  },
  'shared/vault': {
    room: '^shared/vault/',
    may: ['^events/', '^shared/domain/', '^shared/runtime/', '^node_modules/(zod|@aws-sdk|jose)/'],
  },
  'shared/mail': {
    room: '^shared/mail/',
    may: ['^events/', '^shared/domain/', '^shared/runtime/', '^node_modules/(zod|@aws-sdk|hono)/'],
  },
  'shared/payments': {
    room: '^shared/payments/',
    may: ['^events/', '^shared/domain/', '^shared/runtime/', '^node_modules/(zod|stripe)/'],
  },
  'shared/commands': {
    room: '^shared/commands/',
    may: ['^events/', '^shared/domain/', '^shared/(store|vault|mail|payments)/interface\\.ts$', '^node_modules/zod/'],
  },
  'shared/web': {
    room: '^shared/web/',
    may: [
      '^events/',
      '^shared/domain/',
      '^shared/runtime/',
      '^node_modules/(zod|hono|jose|openid-client|govuk-frontend|@middy|@types/aws-lambda)/',
    ],
  },
  // What the pages for staff of several functions share: their frame, their words, who may open what.
  'shared/staff': {
    room: '^shared/staff/',
    may: [
      '^events/',
      '^shared/(domain|commands|web|runtime)/',
      '^shared/(store|vault|mail|payments)/interface\\.ts$',
      '^node_modules/(zod|hono)/',
    ],
  },
  // Where implementations meet what asks for them. Handlers, which only wire, take from here what several of them need.
  'shared/compose': {
    room: '^shared/compose/',
    may: [
      '^events/',
      '^shared/(domain|runtime|store|vault|mail|payments|commands)/',
      '^shared/web/(assets|doors|http|visitor-address|web-env)\\.ts$',
      '^node_modules/(zod|hono|@aws-sdk|@types/aws-lambda)/',
    ],
  },
  infra: {
    room: '^infra/(?!local/|assets/|docs/|demo/)',
    may: [
      '^infra/assets/',
      // What the charity decides is held against its schema as it is bundled, not at every start of a function.
      '^shared/domain/settings\\.ts$',
      '^events/(catalogue|values)\\.ts$',
      '^shared/store/tables\\.ts$',
      '^shared/web/(front-headers|security-headers)\\.ts$',
      '^functions/[^/]+/config\\.ts$',
      '^cdk\\.json$',
      '^node_modules/(aws-cdk-lib|constructs|cdk-nag|esbuild|zod)/',
    ],
  },
  // The stylesheet and script are built from files named by their path: no code of `shared` is imported.
  'infra/assets': { room: '^infra/assets/', may: ['^node_modules/(esbuild|sass)/'] },
  // The demonstration is told by the product itself: its commands, and what its functions do when they hear of something.
  'infra/demo': {
    room: '^infra/demo/',
    may: [
      '^events/',
      '^shared/(domain|commands|store|vault|mail|payments|compose)/',
      '^shared/runtime/read-settings\\.ts$',
      // What the pages let people say: a reason is chosen from a list, and so is what came of a task.
      '^shared/staff/words/(reasons|tasks)\\.ts$',
      '^functions/[^/]+/react\\.ts$',
      '^infra/local/stand-ins/sign-in/people\\.ts$',
      '^node_modules/(zod|@aws-sdk)/',
    ],
  },
  // Documents are true by construction only if they are written from the things themselves: the catalogue, the state
  // tables and accounts, the keys of the tables, and the composed app. What runs knows nothing of them.
  'infra/docs': {
    room: '^infra/docs/',
    may: [
      '^events/',
      '^shared/domain/',
      '^shared/store/(tables|item-keys|record-types)\\.ts$',
      '^infra/[^/]+\\.ts$',
      '^cdk\\.json$',
      '^node_modules/(zod|aws-cdk-lib|@swc/core)/',
    ],
  },
};

const notForTests = '\\.(test|bench)\\.tsx?$';

module.exports = {
  forbidden: [
    ...Object.entries(rooms).map(([name, { room, may }]) => ({
      name: `${name} imports only what its row allows`,
      severity: 'error',
      from: { path: room, pathNot: notForTests },
      to: { pathNot: [room, ...may], dependencyTypesNot: ['core'] },
    })),
    {
      name: 'a function never imports another function',
      severity: 'error',
      from: { path: '^functions/([^/]+)/', pathNot: notForTests },
      to: { path: '^functions/', pathNot: '^functions/$1/' },
    },
    {
      name: 'functions know neither infra nor tests',
      severity: 'error',
      from: { path: '^(functions|shared|events)/', pathNot: notForTests },
      to: { path: '^(infra|test)/' },
    },
    {
      name: 'the local stack knows the template, not the code',
      severity: 'error',
      from: { path: '^infra/local/', pathNot: notForTests },
      to: { path: '^(functions|shared)/' },
    },
    {
      name: 'the domain is pure',
      severity: 'error',
      from: { path: '^(events|shared/domain)/', pathNot: notForTests },
      to: { dependencyTypes: ['core'] },
    },
    // A circle of types is how a union names its members (`Records` and the decisions about them); it is gone once the
    // types are stripped. A circle of code is not, and decides by chance what is initialised first.
    {
      name: 'no circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'nothing unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'what runs does not need what only builds',
      severity: 'error',
      from: { path: '^(events|shared|functions)/', pathNot: notForTests },
      to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/(@types/|esbuild)' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(cdk\\.out|\\.build|\\.local)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
