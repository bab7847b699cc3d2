using System.Collections.Immutable;
using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Twins;
using KubeEdge.DeviceTwin.Values;
using KubeEdge.MetaStore;

namespace KubeEdge.DeviceTwin.Storage;

/// <summary>
/// The stored form: a row for each device and one for each twin, so that an update writes no more than what it changed. A row's key is
/// the device's id, for a twin followed by a blank and the twin's name; neither has a blank in it.
/// </summary>
internal sealed class TwinStore(IMetaStore store)
{
    private const string Last = "last";

    private readonly IRecordSet<CloudRow> _cloud = store.Records("devicetwin.cloud", DeviceTwinJson.Default.CloudRow);
    private readonly IRecordSet<DeviceRow> _devices = store.Records("devicetwin.devices", DeviceTwinJson.Default.DeviceRow);
    private readonly IRecordSet<TwinRow> _twins = store.Records("devicetwin.twins", DeviceTwinJson.Default.TwinRow);

    /// <summary>How the cloud wrote devices when it was known last.</summary>
    public async ValueTask<DeviceForm> LoadFormAsync(CancellationToken cancellationToken) =>
        await _cloud.GetAsync(Last, cancellationToken).ConfigureAwait(false) is { } cloud ? cloud.Form : DeviceForm.Name;

    /// <summary>All devices as they were committed last.</summary>
    /// <param name="nextChange">Gives each change that the cloud has not confirmed a new number.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<List<Device>> LoadAsync(Func<long> nextChange, CancellationToken cancellationToken)
    {
        var twins = new Dictionary<string, SortedDictionary<string, StoredTwin>>(StringComparer.Ordinal);
        await foreach (var (key, row) in _twins.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            var blank = key.LastIndexOf(' ');
            var device = key[..Math.Max(0, blank)];
            if (!twins.TryGetValue(device, out var named))
            {
                twins.Add(device, named = new(StringComparer.Ordinal));
            }

            named[key[(blank + 1)..]] = new StoredTwin(row.Twin, row.Unsent, row.Unsent == TwinParts.None ? 0 : nextChange());
        }

        var devices = new List<Device>();
        await foreach (var (key, row) in _devices.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (DeviceId.TryParse(key, out var id))
            {
                var set = twins.TryGetValue(key, out var named) ? TwinSet.Create(named) : TwinSet.Empty;
                devices.Add(Restore(id, row, set, row.IsStateUnsent ? nextChange() : 0));
            }
        }

        return devices;
    }

    /// <summary>Adds to a batch how the cloud writes devices.</summary>
    public void Write(StoreBatch batch, DeviceForm form) => _cloud.Put(batch, Last, new CloudRow(form));

    /// <summary>Adds to a batch what makes the stored form of a device that of <paramref name="after"/>.</summary>
    public void Write(StoreBatch batch, Device? before, Device after)
    {
        if (before is null || (before with { Twins = after.Twins }) != after)
        {
            _devices.Put(batch, after.Id.ToString(), ToRow(after));
        }

        for (var i = 0; i < after.Twins.Count; i++)
        {
            var (name, twin) = (after.Twins.Name(i), after.Twins[i]);
            if (before is null || !before.Twins.TryGet(name, out var old) || !ReferenceEquals(old, twin))
            {
                _twins.Put(batch, KeyOf(after.Id, name), new TwinRow(twin.Twin, twin.Unsent));
            }
        }
    }

    /// <summary>Adds to a batch what removes a device and its twins.</summary>
    public void Delete(StoreBatch batch, Device device)
    {
        _devices.Delete(batch, device.Id.ToString());
        for (var i = 0; i < device.Twins.Count; i++)
        {
            _twins.Delete(batch, KeyOf(device.Id, device.Twins.Name(i)));
        }
    }

    public ValueTask<CommitResult> CommitAsync(StoreBatch batch, Durability durability) =>
        store.CommitAsync(batch, durability, CancellationToken.None);

    private static string KeyOf(DeviceId id, string name) => $"{id.Namespace}/{id.Name} {name}";

    private static Device Restore(DeviceId id, DeviceRow row, TwinSet twins, long stateChange) => new()
    {
        Id = id,
        Form = row.Form,
        Name = row.Name,
        Description = row.Description ?? string.Empty,
        State = row.State ?? string.Empty,
        LastOnline = row.LastOnline ?? string.Empty,
        Attributes = row.Attributes?.ToImmutableSortedDictionary(Utf8Order.Instance) ?? Device.NoAttributes,
        Twins = twins,
        HasObject = row.HasObject,
        Desired = row.Desired ?? [],
        StateChange = stateChange,
    };

    private static DeviceRow ToRow(Device device) => new()
    {
        Form = device.Form,
        Name = device.Name,
        Description = OrNull(device.Description),
        State = OrNull(device.State),
        LastOnline = OrNull(device.LastOnline),
        Attributes = device.Attributes.IsEmpty ? null : new(device.Attributes),
        HasObject = device.HasObject,
        Desired = device.Desired.Count == 0 ? null : new(device.Desired),
        IsStateUnsent = device.StateChange != 0,
    };

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
