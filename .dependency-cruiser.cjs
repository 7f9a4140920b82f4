/**
 * The import table of the architecture, enforced: who may know whom. A room may import itself, what its row
 * names, and nothing else; `type` marks what may be imported as types only.
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
    may: ['^events/', '^shared/domain/', '^shared/runtime/', '^node_modules/(zod|hono|jose|openid-client|govuk-frontend|@middy|@types/aws-lambda)/'],
  },
  infra: {
    room: '^infra/(?!local/)',
    may: ['^events/(catalogue|values)\\.ts$', '^shared/store/tables\\.ts$', '^node_modules/(aws-cdk-lib|constructs|cdk-nag|esbuild|sass|zod)/'],
  },
};

const notForTests = '\\.(test|bench)\\.tsx?$';
const builtIn = '^(node:|assert|buffer|crypto|fs|http|https|net|path|stream|url|util|os|child_process|worker_threads|events|zlib|module|timers|async_hooks)';

module.exports = {
  forbidden: [
    ...Object.entries(rooms).map(([name, { room, may }]) => ({
      name: `${name} imports only what its row allows`,
      severity: 'error',
      from: { path: room, pathNot: notForTests },
      to: { pathNot: [room, builtIn, ...may] },
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
      to: { path: builtIn },
    },
    { name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
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
