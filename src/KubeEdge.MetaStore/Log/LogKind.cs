namespace KubeEdge.MetaStore.Log;

/// <summary>What a row of the log is. The numbers are in the file.</summary>
internal enum LogKind
{
    Put = 0,
    Tombstone = 1,
}
