namespace KubeEdge.MetaStore.Tests.Crashes;

internal enum TracedCall
{
    Create,
    Write,
    Sync,
    Truncate,
    Remove,
}

/// <summary>One call of the writer that changed a file, or made changes safe.</summary>
/// <param name="Call">What it did.</param>
/// <param name="File">Name of the file, without folder.</param>
/// <param name="Offset">Where it wrote, or the new length.</param>
/// <param name="Bytes">What it wrote.</param>
internal sealed record TracedWrite(TracedCall Call, string File, long Offset, byte[] Bytes);
