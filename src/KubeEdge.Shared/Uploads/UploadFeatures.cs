namespace KubeEdge.Shared.Uploads;

/// <summary>What our own ends of a link have for rule data beyond the original's wire, by the names that are offered on the upgrade.</summary>
internal static class UploadFeatures
{
    /// <summary>Payloads that are no text pass unchanged, marked with <see cref="IsBase64"/>.</summary>
    public const string Bytes = "upload-bytes";

    /// <summary>The cloud confirms what it took.</summary>
    public const string Confirmation = "upload-confirmation";

    /// <summary>The header member of a message whose content is base64, since a device may well send a text that looks like it.</summary>
    public static readonly byte[] IsBase64 = [.. "\"encoding\":\"base64\""u8];
}
