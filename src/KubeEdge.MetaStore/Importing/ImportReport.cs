namespace KubeEdge.MetaStore.Importing;

/// <summary>What an import did.</summary>
/// <param name="Imported">Objects now in the store that were not there before, or only in an older version.</param>
/// <param name="Present">Objects that the store had already in this version or a newer one; so a repeated import is harmless.</param>
/// <param name="LeftBehind">
/// Rows without a lasting object: patches, statuses, leases, service account tokens, pass-through answers, and <see cref="Mappers"/>. The
/// node makes or asks for them again.
/// </param>
/// <param name="Problems">
/// Rows that should hold an object and do not: error answers stored in its place, broken JSON, a foreign name.
/// </param>
public sealed record ImportReport(int Imported, int Present, int LeftBehind, IReadOnlyList<ImportProblem> Problems)
{
    /// <summary>Topics that the cloud had subscribed to, now in the record set <see cref="EdgeCoreDatabase.SubscribedTopics"/>.</summary>
    public int Topics { get; init; }

    /// <summary>
    /// Names of the mappers that had registered. They stay behind: an address there may be out of date, and what a mapper was told is not
    /// there at all, so each has to register anew, as it does when it starts.
    /// </summary>
    public IReadOnlyList<string> Mappers { get; init; } = [];
}
