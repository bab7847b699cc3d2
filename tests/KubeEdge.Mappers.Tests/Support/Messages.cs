using Google.Protobuf.WellKnownTypes;
using KubeEdge.Dmi.Protocol;

namespace KubeEdge.Mappers.Tests.Support;

/// <summary>Devices and models as the edge core sends them.</summary>
internal static class Messages
{
    /// <summary>A device with its address, and properties as <c>name</c> or <c>name=wish</c>.</summary>
    public static Device Device(string name, params string[] properties)
    {
        var device = new Device
        {
            Name = name,
            Namespace = "factory",
            Spec = new DeviceSpec
            {
                DeviceModelReference = "pump",
                Protocol = new ProtocolConfig { ProtocolName = "fake", ConfigData = Data(("address", new StringValue { Value = name })) },
            },
        };
        foreach (var text in properties)
        {
            var parts = text.Split('=');
            device.Spec.Properties.Add(new DeviceProperty
            {
                Name = parts[0],
                Desired = new TwinProperty { Value = parts.Length > 1 ? parts[1] : "" },
                Visitors = new VisitorConfig { ProtocolName = "fake", ConfigData = new CustomizedValue() },
                CollectCycle = 1000,
                ReportToCloud = true,
            });
        }

        return device;
    }

    public static DeviceModel Model(params (string Name, string Access)[] properties)
    {
        var model = new DeviceModel { Name = "pump", Namespace = "factory", Spec = new DeviceModelSpec() };
        foreach (var (name, access) in properties)
        {
            model.Spec.Properties.Add(new ModelProperty { Name = name, Type = "INT", AccessMode = access });
        }

        return model;
    }

    public static CustomizedValue Data(params (string Name, Google.Protobuf.IMessage Value)[] members)
    {
        var data = new CustomizedValue();
        foreach (var (name, value) in members)
        {
            data.Data[name] = Any.Pack(value);
        }

        return data;
    }
}
