export interface FrameworkTables {
  'framework.versions': {
    id: string;
    digest: string;
    version: string;
    origin: 'shipped' | 'imported';
    published_at: Date;
    published_by: string | null;
    body: unknown;
  };
}
