using KubeEdge.Dmi.Objects;

namespace KubeEdge.Dmi.Mappers;

/// <summary>What a mapper knows, and which devices are held back from it. For one writer; the counts may be read by anybody.</summary>
internal sealed class Knowledge(string protocol, Dictionary<DmiKey, string> told, MapperStore store)
{
    private readonly Lock _gate = new();
    private readonly HashSet<DmiKey> _held = [];

    /// <summary>The devices and models that the mapper was told of, each with the digest of what it was told.</summary>
    public Dictionary<DmiKey, string> Told => told;

    /// <summary>How many devices it knows, and how many wait for their model.</summary>
    public (int Devices, int Held) Counts
    {
        get
        {
            lock (_gate)
            {
                return (told.Keys.Count(static key => key.Kind == DmiKind.Device), _held.Count);
            }
        }
    }

    /// <summary>A call has succeeded.</summary>
    public async ValueTask RememberAsync(DmiKey key, PlannedCall call)
    {
        lock (_gate)
        {
            if (call.Kind == CallKind.Remove)
            {
                told.Remove(key);
            }
            else
            {
                told[key] = call.Digest;
            }
        }

        // When this fails the mapper is told once more after a restart.
        if (call.Kind == CallKind.Remove)
        {
            await store.DeleteAsync(protocol, key).ConfigureAwait(false);
        }
        else
        {
            await store.PutAsync(protocol, key, call.Digest).ConfigureAwait(false);
        }
    }

    /// <summary>Notes whether a device is held back; true when it is the first one.</summary>
    public bool Hold(DmiKey key, bool isHeld)
    {
        lock (_gate)
        {
            if (!isHeld)
            {
                _held.Remove(key);
                return false;
            }

            return _held.Add(key) && _held.Count == 1;
        }
    }
}
