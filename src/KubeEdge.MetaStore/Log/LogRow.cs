namespace KubeEdge.MetaStore.Log;

/// <summary>A log row that matched its checksum.</summary>
/// <param name="Header">Its numbers.</param>
/// <param name="Object">The object; for a tombstone without a document of its own, with empty JSON.</param>
/// <param name="HasValue">False for a tombstone that stands for "the last object".</param>
internal sealed record LogRow(LogHeader Header, StoredObject Object, bool HasValue);
