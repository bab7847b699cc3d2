using KubeEdge.Dmi.Objects;

namespace KubeEdge.Dmi.Mappers;

/// <summary>What a mapper knows, and what is held back from it. For one writer; anybody may count.</summary>
internal sealed class Knowledge(string protocol, Dictionary<DmiKey, ToldSpec> told, MapperStore store)
{
    private readonly Lock _gate = new();
    private readonly HashSet<DmiKey> _held = [];

    /// <summary>The devices and models that the mapper was told of.</summary>
    public Dictionary<DmiKey, ToldSpec> Told => told;

    /// <summary>How many devices it knows, and how many devices and models are pending or held back.</summary>
    public (int Devices, int Waiting) Count(HashSet<DmiKey> pending)
    {
        lock (_gate)
        {
            pending.UnionWith(_held);
            return (told.Keys.Count(static key => key.Kind == DmiKind.Device), pending.Count);
        }
    }

    /// <summary>The mapper was told of these.</summary>
    public void Add(Dictionary<DmiKey, ToldSpec> more)
    {
        lock (_gate)
        {
            foreach (var (key, spec) in more)
            {
                told[key] = spec;
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
                told[key] = call.Spec;
            }
        }

        // When this fails the mapper is told once more after a restart.
        if (call.Kind == CallKind.Remove)
        {
            await store.DeleteAsync(protocol, key).ConfigureAwait(false);
        }
        else
        {
            await store.PutAsync(protocol, key, call.Spec).ConfigureAwait(false);
        }
    }

    public bool IsHeld(DmiKey key)
    {
        lock (_gate)
        {
            return _held.Contains(key);
        }
    }

    /// <summary>Notes whether a device or model is held back; true when it is the first one.</summary>
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
