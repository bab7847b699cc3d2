using System.Text.Json.Serialization;
using KubeEdge.DeviceTwin.Local;
using KubeEdge.DeviceTwin.Objects;

namespace KubeEdge.DeviceTwin.Storage;

/// <summary>The types that this package stores, and those that it sends to itself.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(DeviceRow))]
[JsonSerializable(typeof(TwinRow))]
[JsonSerializable(typeof(CloudRow))]
[JsonSerializable(typeof(LocalReport))]
[JsonSerializable(typeof(ObjectNews))]
[JsonSerializable(typeof(TwinReportResult))]
internal sealed partial class DeviceTwinJson : JsonSerializerContext;
