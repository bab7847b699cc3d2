using KubeEdge.Dmi.Protocol;

namespace KubeEdge.Mappers.Devices;

/// <summary>A device as it came, with its model: made into what drivers see, and compared with the version before.</summary>
internal sealed class DeviceDescription
{
    private readonly Device _shape;
    private readonly DeviceModel? _model;

    public DeviceDescription(Device device, DeviceModel? model, CycleUnit unit)
    {
        Device = device;
        _model = model;
        _shape = Shape(device);
        Context = ContextFactory.Create(device, model, unit);
        Desired = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in device.Spec?.Properties ?? [])
        {
            // One without a wish is sent with an empty one.
            if (property.Desired is { Value.Length: > 0 } desired)
            {
                Desired[property.Name] = desired.Value;
            }
        }
    }

    /// <summary>As it came.</summary>
    public Device Device { get; }

    /// <summary>As drivers see it.</summary>
    public DeviceContext Context { get; }

    /// <summary>What the cloud wants, by property.</summary>
    public Dictionary<string, string> Desired { get; }

    /// <summary>The properties whose values are to go elsewhere too, which is not served.</summary>
    public IEnumerable<string> Pushed =>
        from property in Device.Spec?.Properties ?? []
        where property.PushMethod is { } push && push.CalculateSize() > 0
        select property.Name;

    /// <summary>Whether only wishes differ, for which no device has to be connected anew.</summary>
    public bool HasShapeOf(DeviceDescription other) => _shape.Equals(other._shape) && Equals(_model?.Spec, other._model?.Spec);

    private static Device Shape(Device device)
    {
        var shape = device.Clone();
        shape.Status = null;
        if (shape.Spec is { } spec)
        {
            var properties = spec.Properties.OrderBy(static property => property.Name, StringComparer.Ordinal).ToList();
            spec.Properties.Clear();
            foreach (var property in properties)
            {
                property.Desired = null;
                spec.Properties.Add(property);
            }
        }

        return shape;
    }
}
