using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using KubeEdge.Dmi.Conversion;
using KubeEdge.Dmi.Protocol;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Options;

namespace KubeEdge.Dmi.Objects;

/// <summary>Reads devices and models from the store and makes messages of them, as they are now.</summary>
internal sealed class ObjectReader(IMetaReader store, IOptions<DmiOptions> options)
{
    // As deep as the API takes objects.
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 128 };

    /// <summary>The message of a device; null when it is gone.</summary>
    public async ValueTask<Device?> DeviceAsync(DmiKey key, CancellationToken cancellationToken)
    {
        using var device = await ReadAsync(key, cancellationToken).ConfigureAwait(false);
        if (device is null)
        {
            return null;
        }

        var entry = EntryOf(device.RootElement);
        using var model = entry.Model.Length == 0
            ? null
            : await ReadAsync(Catalog.ModelOf(key, entry), cancellationToken).ConfigureAwait(false);
        var message = DeviceMessages.Convert(key.Name, device.RootElement, model?.RootElement);
        message.Namespace = NamespaceOf(key);
        return message;
    }

    /// <summary>The message of a model; null when it is gone.</summary>
    public async ValueTask<DeviceModel?> ModelAsync(DmiKey key, CancellationToken cancellationToken)
    {
        using var model = await ReadAsync(key, cancellationToken).ConfigureAwait(false);
        if (model is null)
        {
            return null;
        }

        var message = ModelMessages.Convert(key.Name, model.RootElement);
        message.Namespace = NamespaceOf(key);
        return message;
    }

    /// <summary>The namespace as mappers are told, which is nothing for those of the first generation.</summary>
    public string NamespaceOf(DmiKey key) => options.Value.OmitNamespaces ? string.Empty : key.Namespace;

    public static DeviceEntry EntryOf(JsonElement device)
    {
        var spec = device.Object("spec");
        return new(spec.Object("protocol").Text("protocolName"), spec.Object("deviceModelRef").Text("name"));
    }

    public static string ProtocolOf(JsonElement model) => model.Object("spec").Text("protocol");

    /// <summary>An object as a document; false when it is none.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out JsonDocument? document)
    {
        document = null;
        try
        {
            document = JsonDocument.Parse(json, _options);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async ValueTask<JsonDocument?> ReadAsync(DmiKey key, CancellationToken cancellationToken)
    {
        var stored = await store.GetAsync(ObjectNames.KeyOf(key), cancellationToken).ConfigureAwait(false);
        return stored is not null && TryParse(stored.Json, out var document) ? document : null;
    }
}
