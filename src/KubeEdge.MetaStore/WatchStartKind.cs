namespace KubeEdge.MetaStore;

internal enum WatchStartKind
{
    Now,
    Revision,
    ResourceVersion,
    Cursor,
}
