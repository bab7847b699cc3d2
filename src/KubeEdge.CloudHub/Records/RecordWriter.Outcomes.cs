using KubeEdge.CloudHub.Delivery;

namespace KubeEdge.CloudHub.Records;

/// <content>What a call comes to; all of it under the ledger's gate.</content>
internal sealed partial class RecordWriter
{
    private static RecordCall NextCall(Holding holding) => holding switch
    {
        { RecordVersion: null } => RecordCall.Create,
        { RecordVersion: "" } => RecordCall.Read,
        { IsGone: true } => RecordCall.Delete,
        _ => RecordCall.Update,
    };

    private static void Apply(NodeLedger ledger, Holding holding, RecordCall call, in RecordResult result)
    {
        if (result.Status == RecordStatus.Exists)
        {
            holding.FoundVersion ??= string.Empty;
        }
        else if (call != RecordCall.Read && holding.FoundVersion == result.RecordVersion)
        {
            // The watch told of this hub's own write before its answer came.
            holding.FoundVersion = null;
        }

        ledger.ForgetRemoved(holding.Uid);
        // A record that existed already is as good as a new one; its own version is learned by reading it.
        holding.RecordVersion = result.RecordVersion ?? string.Empty;
        holding.StoredVersion = result.StoredVersion;
    }

    private void Settle(in WorkItem item, RecordCall call, string recordVersion, in RecordResult result)
    {
        var (ledger, entry, holding) = item;
        switch (result.Status)
        {
            case RecordStatus.Done when call == RecordCall.Delete:
                Removed(ledger, holding, recordVersion);
                break;
            case RecordStatus.Done or RecordStatus.Exists:
                Apply(ledger, holding, call, result);
                break;
            case RecordStatus.Conflict:
                holding.RecordVersion = string.Empty;
                break;
            case RecordStatus.NotFound:
                holding.RecordVersion = null;
                holding.StoredVersion = string.Empty;
                break;
            case RecordStatus.Refused when call == RecordCall.Create:
                // Nobody may create here now (the namespace is going). The next acknowledgement, or deletion, tries again.
                return;
            default:
                break;
        }

        if (call == RecordCall.Read && result.Status == RecordStatus.Done)
        {
            Adopt(ledger, holding);
        }

        if (holding is { IsGone: true, RecordVersion: null })
        {
            ledger.Remove(entry, holding);
            return;
        }

        Enqueue(ledger, entry, holding);
    }

    // The watch may have told already that another hub made the record again; that one stays known.
    private static void Removed(NodeLedger ledger, Holding holding, string recordVersion)
    {
        ledger.NoteRemoved(holding.Uid, recordVersion);
        if (!string.IsNullOrEmpty(holding.RecordVersion) && holding.RecordVersion != recordVersion)
        {
            Adopt(ledger, holding);
            return;
        }

        holding.RecordVersion = null;
        holding.StoredVersion = string.Empty;
    }

    // Somebody else wrote the record too. When the node is not served here any more, whoever serves it knows better.
    private static void Adopt(NodeLedger ledger, Holding holding)
    {
        if (!ledger.IsServed)
        {
            holding.IsGone = false;
            holding.Version = ResourceVersions.OrNone(holding.StoredVersion);
        }
    }
}
