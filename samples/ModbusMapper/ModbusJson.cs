using System.Text.Json.Serialization;

namespace Modbus;

/// <summary>How configuration becomes settings, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(RegisterSettings))]
internal sealed partial class ModbusJson : JsonSerializerContext;
