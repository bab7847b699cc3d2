using System.Text.Json;
using KubeEdge.Dmi.Protocol;

namespace KubeEdge.Dmi.Conversion;

/// <summary>Makes the message of a DeviceModel object. The message has no protocol; which mapper gets it tells that.</summary>
internal static class ModelMessages
{
    public static DeviceModel Convert(string name, JsonElement model)
    {
        var spec = new DeviceModelSpec();
        foreach (var property in model.Object("spec").Objects("properties"))
        {
            spec.Properties.Add(new ModelProperty
            {
                Name = property.Text("name"),
                Description = property.Text("description"),
                Type = property.Text("type"),
                AccessMode = property.Text("accessMode"),
                Minimum = property.Text("minimum"),
                Maximum = property.Text("maximum"),
                Unit = property.Text("unit"),
            });
        }

        return new DeviceModel { Name = name, Spec = spec };
    }
}
